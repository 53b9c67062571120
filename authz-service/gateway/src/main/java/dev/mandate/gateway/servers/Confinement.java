package dev.mandate.gateway.servers;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a child process is kept from what isn't its own.
 *
 * @param user whom it runs as; null for the gateway's own, who reads whatever the gateway reads
 * @param limits by their names, of it and of each process that it starts; none for one that is reached by a URL
 * @param written an operator wrote some of it down: where it can't be had, the server isn't started without it
 */
public record Confinement(@Nullable String user, Map<Limit, Long> limits, boolean written) {
    /** Of one that is no child process. */
    public static final Confinement NONE = new Confinement(null, Map.of(), false);

    /** What a process may take, as the file of servers and as {@code prlimit} call it. */
    public enum Limit {
        /** Bytes of its own data: heap, and what it maps to write to. */
        MEMORY("data", 4L << 30),
        /** Files and connections that it has open at once. */
        FILES("nofile", 4096L),
        /** Seconds of a processor that it takes in all. */
        CPU("cpu", 24 * 3600L),
        /** Processes and threads of its user at once: of a user of its own alone, since they are counted together. */
        PROCESSES("nproc", 512L);

        private final String option;
        private final long ordinary;

        Limit(String option, long ordinary) {
            this.option = option;
            this.ordinary = ordinary;
        }

        /** What {@code prlimit} calls it. */
        public String option() {
            return option;
        }
    }

    public Confinement {
        limits = Map.copyOf(limits);
    }

    /** @param written by name; what isn't there is as it is by default */
    static Confinement of(@Nullable String user, Map<Limit, Long> written) {
        var limits = new TreeMap<Limit, Long>();
        for (var limit : Limit.values())
            if (limit != Limit.PROCESSES || user != null) limits.put(limit, limit.ordinary);
        limits.putAll(written);
        return new Confinement(user, limits, user != null || !written.isEmpty());
    }
}
