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
    private static final double TWO_POINTS = 0.02;

    /** By two points in anything: fewer attacks found or stopped, or more benign runs alerted, denied or held. */
    boolean worseThan(Score other) {
        return other.found - found >= TWO_POINTS
                || other.stopped - stopped >= TWO_POINTS
                || alerted - other.alerted >= TWO_POINTS
                || denied - other.denied >= TWO_POINTS
                || held - other.held >= TWO_POINTS;
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
