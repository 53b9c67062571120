package dev.mandate.audit.outputs;

/** What takes findings doesn't take this one, however often it is tried. */
final class FindingRefused extends Exception {
    private static final long serialVersionUID = 1L;

    FindingRefused(String why) {
        super(why);
    }
}
