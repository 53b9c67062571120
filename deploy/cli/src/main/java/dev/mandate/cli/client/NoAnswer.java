package dev.mandate.cli.client;

import dev.mandate.cli.running.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;

/** Nobody answers where a service should. */
public final class NoAnswer extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    NoAnswer(URI asked, IOException e) {
        super("no answer from " + asked + "; is the system up? (deploy/mandate up)", e);
    }

    /** Nobody took the connection, so that nothing was asked. */
    boolean isOfNobody() {
        return getCause() instanceof ConnectException;
    }

    /** For people: where the system was taken down or never started, no address is anybody's. */
    public String words(Layout layout) {
        return layout.isStarted()
                ? String.valueOf(getMessage())
                : "nothing of this checkout runs; start it with deploy/mandate up";
    }
}
