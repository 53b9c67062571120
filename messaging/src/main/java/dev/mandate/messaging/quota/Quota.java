package dev.mandate.authz.quota;

/**
 * What a caller may use.
 *
 * @param rate bytes a second
 * @param burst bytes at once
 * @param atOnce requests that may be with the threads for large ones
 */
record Quota(long rate, long burst, int atOnce) {
    /** What any request counts at most: 128 KiB of body, 1 MiB inherited, 256 bytes each of 200 items. */
    static final long LARGEST = 2L * 1024 * 1024;

    private static final long SECOND = 1_000_000_000L;

    Quota {
        if (rate < 1 || burst < LARGEST || atOnce < 1)
            throw new IllegalArgumentException("mandate.quota: rates and at-once must be positive, and bursts at least "
                    + LARGEST + " bytes, so that the largest request can be made");
    }

    long nanosOf(long bytes) {
        return bytes * SECOND / rate;
    }

    long burstSeconds() {
        return burst / rate;
    }
}
