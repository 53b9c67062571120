package dev.mandate.messaging.proposals;

import dev.mandate.events.administration.Actor;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A kind of far-reaching change as small as one can be: who does a duty from now on. */
@Singleton
class DutyChange implements FarReachingChange<DutyChange.Duty, String, String> {
    record Duty(String duty, String who) {}

    final Map<String, String> done = new ConcurrentHashMap<>();

    @Override
    public String kind() {
        return "duty";
    }

    @Override
    public Class<Duty> content() {
        return Duty.class;
    }

    @Override
    public Uni<Result<Optional<Reach>, String>> reach(Duty duty, Actor by) {
        var now = done.getOrDefault(duty.duty(), "nobody");
        if (now.equals("abolished")) return Result.nowRefused("it is abolished");
        return Result.nowDone(
                now.equals(duty.who())
                        ? Optional.empty()
                        : Optional.of(new Reach(
                                duty.duty(),
                                now,
                                "let " + duty.who() + " do " + duty.duty(),
                                List.of("who waits for it"))));
    }

    @Override
    public Uni<Result<String, String>> make(Duty duty, Actor by) {
        done.put(duty.duty(), duty.who());
        return Result.nowDone(by.acting());
    }

    @Override
    public String words(String refusal) {
        return refusal;
    }
}
