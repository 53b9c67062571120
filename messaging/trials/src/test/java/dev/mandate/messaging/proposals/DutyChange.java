package dev.mandate.messaging.proposals;

import dev.mandate.events.administration.Actor;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A kind of far-reaching change as small as one can be: who does a duty from now on. */
@Singleton
class DutyChange implements FarReachingChange<DutyChange.Duty, String, String> {
    record Duty(String duty, String who) {}

    final Map<String, String> done = new ConcurrentHashMap<>();
    final Map<String, Integer> times = new ConcurrentHashMap<>();

    /** How often anybody asked whom it touches. */
    final AtomicInteger counted = new AtomicInteger();

    @Override
    public String kind() {
        return "duty";
    }

    @Override
    public Class<Duty> content() {
        return Duty.class;
    }

    @Override
    public Uni<Result<Prepared<String, String>, String>> prepare(Duty duty, Actor by) {
        var now = done.getOrDefault(duty.duty(), "nobody");
        if (now.equals("abolished")) return Result.nowRefused("it is abolished");
        if (now.equals(duty.who())) return Result.nowDone(Prepared.near(() -> make(duty, by)));
        var reach = new Reach(duty.duty(), now, "let " + duty.who() + " do " + duty.duty(), () -> {
            counted.incrementAndGet();
            return Uni.createFrom().item(List.of("who waits for it"));
        });
        return Result.nowDone(Prepared.far(reach, () -> make(duty, by)));
    }

    private Uni<Result<String, String>> make(Duty duty, Actor by) {
        done.put(duty.duty(), duty.who());
        times.merge(duty.duty(), 1, Integer::sum);
        return Result.nowDone(by.acting());
    }

    @Override
    public String words(String refusal) {
        return refusal;
    }
}
