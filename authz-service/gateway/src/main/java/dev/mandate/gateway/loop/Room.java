package dev.mandate.gateway.loop;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** How much is under way: of one caller at one place, and of all at one, so that a slow place holds up nobody else's. */
public final class Room {
    private final int each;
    private final int all;
    private final ConcurrentMap<String, Integer> underWay = new ConcurrentHashMap<>();

    /**
     * @param each of one caller at one place
     * @param all of everybody at one place
     */
    public Room(int each, int all) {
        this.each = each;
        this.all = all;
    }

    /** Who has entered leaves. */
    public boolean enter(String place, String caller) {
        return enter(place, caller, 1);
    }

    public boolean enter(String place, String caller, int much) {
        if (!take(place, much, all)) return false;
        if (take(place + "/" + caller, much, each)) return true;
        give(place, much);
        return false;
    }

    /** What is done where it has room, which it gives back however it ends. Empty where there is none. */
    public <T> Optional<CompletableFuture<T>> within(String place, String caller, Supplier<CompletableFuture<T>> work) {
        return enter(place, caller)
                ? Optional.of(begun(work).whenComplete((any, failure) -> leave(place, caller)))
                : Optional.empty();
    }

    /** What fails before anything is under way fails as what was, so that whoever waits for its end hears of it. */
    public static <T> CompletableFuture<T> begun(Supplier<CompletableFuture<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    public void leave(String place, String caller) {
        leave(place, caller, 1);
    }

    public void leave(String place, String caller, int much) {
        give(place, much);
        give(place + "/" + caller, much);
    }

    private boolean take(String where, int much, int most) {
        var taken = new boolean[1];
        underWay.compute(where, (key, count) -> {
            var before = count == null ? 0 : count;
            taken[0] = before <= most - much;
            return taken[0] ? Integer.valueOf(before + much) : count;
        });
        return taken[0];
    }

    private void give(String where, int much) {
        underWay.computeIfPresent(where, (key, count) -> count <= much ? null : count - much);
    }
}
