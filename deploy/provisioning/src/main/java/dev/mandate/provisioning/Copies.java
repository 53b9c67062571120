package dev.mandate.provisioning;

/**
 * How many brokers keep each record.
 *
 * @param replication replicas of each partition
 * @param minInSync so many have it before a write is acknowledged ({@code min.insync.replicas})
 */
public record Copies(short replication, int minInSync) {
    /** For one broker: what is lost with it is lost. */
    public static final Copies ONE = new Copies((short) 1, 1);

    public Copies {
        if (replication < 1) throw new IllegalArgumentException("a topic has at least one replica");
        if (minInSync < 1 || minInSync > replication)
            throw new IllegalArgumentException("in sync must be between 1 and " + replication + " of the replicas, not "
                    + minInSync + ", or nothing can be written");
    }
}
