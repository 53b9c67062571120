package dev.mandate.console.apis;

/** What fails in tests of pages. */
public final class Faults {
    private Faults() {}

    public static RuntimeException unanswered() {
        return new Unanswered(Api.LIFECYCLE, "is away");
    }
}
