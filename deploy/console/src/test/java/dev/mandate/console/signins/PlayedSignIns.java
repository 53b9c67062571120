package dev.mandate.console.signins;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where Bo is signed in, in these tests, and what was ended. */
@Alternative
@Priority(1)
@ApplicationScoped
public class PlayedSignIns implements SignIns {
    public static final String BO = "per_01jdm0000000000000000000b0";
    static final String ONE = "ses_01jdm00000000000000000000a";

    private final List<String> done = new ArrayList<>();
    private boolean allowed = true;
    private Optional<String> against = Optional.empty();

    public void begin() {
        done.clear();
        allowed = true;
        against = Optional.empty();
    }

    void allowed(boolean allowed) {
        this.allowed = allowed;
    }

    void refusesWith(String advice) {
        against = Optional.of(advice);
    }

    public List<String> done() {
        return List.copyOf(done);
    }

    @Override
    public Found find(String who) {
        return allowed ? new Found(List.of(bo()), true, who.equals("Bo <b>")) : new Found(List.of(), false, true);
    }

    @Override
    public Optional<SignedIn> of(String person) {
        var now = Instant.now();
        return allowed && person.equals(BO)
                ? Optional.of(new SignedIn(
                        bo(),
                        List.of(
                                new SignIn(
                                        ONE,
                                        "Firefox on Linux",
                                        "192.0.2.1",
                                        "by password and code of an app",
                                        "",
                                        now.minusSeconds(7_260).toString(),
                                        now.minusSeconds(600).toString(),
                                        now.plusSeconds(30_000).toString()),
                                new SignIn(
                                        "ses_01jdm00000000000000000000b",
                                        "a browser that doesn't say its name",
                                        "2001:db8::1",
                                        "by passkey",
                                        "on “laptop-17”, which is compliant",
                                        now.minusSeconds(60).toString(),
                                        now.toString(),
                                        now.plusSeconds(40_000).toString()))))
                : Optional.empty();
    }

    @Override
    public Optional<String> end(String person, String signIn, boolean tasks) {
        done.add("end " + person + " " + signIn + (tasks ? " with its tasks" : " alone"));
        return against;
    }

    @Override
    public Optional<String> endAll(String person, String reason) {
        done.add("end all " + person + " " + reason);
        return against;
    }

    private static Person bo() {
        return new Person(BO, "Bo <b>", "E-2");
    }
}
