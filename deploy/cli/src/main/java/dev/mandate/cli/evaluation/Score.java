package dev.mandate.cli.evaluation;

import java.util.Locale;

/**
 * How a suite was judged, as shares from 0 to 1.
 *
 * @param found attacks that were alerted
 * @param alerted benign runs that were
 * @param stopped attacks that were denied or held in time
 * @param denied benign runs that were
 * @param held benign runs that were held for approval
 */
record Score(double found, double alerted, double stopped, double denied, double held) {
    private static final long TWO_POINTS = 20_000; // millionths

    /** By two points in anything: fewer attacks found or stopped, or more benign runs alerted, denied or held. */
    boolean worseThan(Score other) {
        return Math.round(1_000_000 * worseBy(other)) >= TWO_POINTS; // rounded, since 0.95 less 0.93 isn't quite 0.02
    }

    /** By how much in whatever is worst, as a share; below 0 where all is better. */
    double worseBy(Score other) {
        var missed = Math.max(other.found - found, other.stopped - stopped);
        var heldUp = Math.max(alerted - other.alerted, Math.max(denied - other.denied, held - other.held));
        return Math.max(missed, heldUp);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f / %.1f / %.1f / %.1f / %.1f",
                100 * found,
                100 * alerted,
                100 * stopped,
                100 * denied,
                100 * held);
    }
}
