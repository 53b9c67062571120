package dev.mandate.cli.running;

/** How long somebody waited for the system: the script that he called may have built it first. */
public final class Elapsed {
    private Elapsed() {}

    /** @param began by {@link System#nanoTime()}, where the program did */
    public static String since(long began) {
        return said((System.nanoTime() - began) / 1e9, Long.getLong("mandate.building", 0));
    }

    static String said(double seconds, long building) {
        return "Up in %.1f s".formatted(seconds) + (building > 0 ? ", after " + building + " s of building." : ".");
    }
}
