package dev.mandate.audit.risk;

/**
 * Why judging doesn't go on, as one replica sees it.
 *
 * @param words in which it is told, with figures
 */
public record Hindrance(Kind kind, String words) {
    /** Two of one kind differ in figures only. */
    public enum Kind {
        ENDED,
        FAILS,
        READS_SURROUNDINGS,
        RESTORES,
        REBALANCES,
        BROKER_SILENT,
        PARTITION_STANDS,
        BEHIND,
        ELSEWHERE
    }
}
