package dev.mandate.authz.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Which replica is asked about what: by rendezvous hashing, so that a session stays on one, and only the sessions of one that is
 * down move, each to its second choice, until it is back.
 */
final class Replicas {
    private final List<Replica> all;
    private final long rest;
    private final LongSupplier nanos;

    /** @param rest nanoseconds for which a replica that failed is left alone */
    Replicas(List<URI> urls, long rest, LongSupplier nanos) {
        this.all = urls.stream()
                .map(url -> new Replica(url.toString().replaceAll("/+$", ""), new AtomicLong()))
                .toList();
        this.rest = rest;
        this.nanos = nanos;
    }

    /**
     * One of them.
     *
     * @param url without a slash at its end
     * @param downUntil by the clock of nanoseconds; 0 while it is up
     */
    record Replica(String url, AtomicLong downUntil) {
        private long weight(String session) {
            return mixed(hash(hash(0xcbf29ce484222325L, session), url));
        }
    }

    /** Those that are up in the order of the session's choice, then those that are down: better asked than nobody. */
    List<Replica> inOrder(String session) {
        if (all.size() == 1) return all;
        var now = nanos.getAsLong() | 1;
        var chosen = all.stream()
                .sorted(Comparator.comparingLong((Replica replica) -> replica.weight(session))
                        .reversed())
                .toList();
        var first = new ArrayList<Replica>();
        var last = new ArrayList<Replica>();
        for (var replica : chosen) (up(replica, now, first.isEmpty()) ? first : last).add(replica);
        first.addAll(last);
        return first;
    }

    /** After its rest one question finds out whether it is back, one that asks it before all others; the rest wait for that. */
    private boolean up(Replica replica, long now, boolean askedFirst) {
        var until = replica.downUntil().get();
        if (until == 0) return true;
        return askedFirst && now - until >= 0 && replica.downUntil().compareAndSet(until, (now + rest) | 1);
    }

    void failed(Replica replica) {
        replica.downUntil().set((nanos.getAsLong() + rest) | 1);
    }

    static void answered(Replica replica) {
        if (replica.downUntil().get() != 0) replica.downUntil().set(0);
    }

    /** FNV-1a. */
    private static long hash(long seed, String text) {
        var hash = seed;
        for (var octet : text.getBytes(StandardCharsets.UTF_8)) hash = (hash ^ octet) * 0x100000001b3L;
        return hash;
    }

    /** So that texts that differ in little weigh very differently: the finalizer of SplitMix64. */
    private static long mixed(long hash) {
        var mixed = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
