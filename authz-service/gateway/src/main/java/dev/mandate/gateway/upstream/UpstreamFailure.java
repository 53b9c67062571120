package dev.mandate.gateway.upstream;

/** A server gave no answer that can be passed on. The text names no secret, and is for whoever called. */
public final class UpstreamFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean sent;

    /** @param sent the server may have got the request, and may have done what it asks */
    public UpstreamFailure(String message, boolean sent) {
        super(message);
        this.sent = sent;
    }

    public boolean sent() {
        return sent;
    }

    /** What is not known to be one is one of a request that may have been sent. */
    public static UpstreamFailure of(Throwable failure) {
        var cause = failure;
        while (cause instanceof java.util.concurrent.CompletionException && cause.getCause() != null)
            cause = cause.getCause();
        if (cause instanceof UpstreamFailure known) return known;
        if (cause instanceof java.util.concurrent.TimeoutException)
            return new UpstreamFailure("the server did not answer in time", true);
        return new UpstreamFailure(
                "the server can't be asked: " + cause.getClass().getSimpleName(), true);
    }
}
