package dev.mandate.messaging.outputs;

/** An output doesn't take this message, however often it is tried. */
public final class OutputRefused extends Exception {
    private static final long serialVersionUID = 1L;

    public OutputRefused(String why) {
        super(why);
    }
}
