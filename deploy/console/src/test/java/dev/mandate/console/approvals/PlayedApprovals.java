package dev.mandate.console.approvals;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What waits in these tests, and what was answered. */
@Alternative
@Priority(1)
@ApplicationScoped
public class PlayedApprovals implements Approvals {
    static final String MAIL = "apr_01jdm00000000000000000000a";
    static final String PAYROLL = "apr_01jdm00000000000000000000b";
    static final String OTHERS = "apr_01jdm00000000000000000000c";
    static final String DONE = "apr_01jdm00000000000000000000d";
    static final String LIKE = "apr_01jdm00000000000000000000f";
    static final String NASTY = "apr_01jdm00000000000000000000e";

    private final Map<String, AskedCall> calls = new LinkedHashMap<>();
    private final List<String> answers = new ArrayList<>();
    private Said says = new Said(Outcome.COUNTS, "");
    private Said agrees = new Said(Outcome.COUNTS, "");
    private @Nullable RuntimeException fails;

    public PlayedApprovals() {
        begin();
    }

    public void begin() {
        calls.clear();
        answers.clear();
        says = new Said(Outcome.COUNTS, "");
        agrees = new Said(Outcome.COUNTS, "");
        fails = null;
        var mail = Map.of(
                "to", "[\"bo@partner.example\"]",
                "subject", "\"What others say about us\"",
                "body",
                        "\"Hello Bo, here is what the news of today has on the launch, and what our customers wrote.\"");
        add(call(MAIL, "ASKED", mail, List.of(), true, null));
        add(call(PAYROLL, "ASKED", Map.of("month", "\"2026-10\""), List.of("urn:mandate:acr:mfa"), true, null));
        add(call(LIKE, "ASKED", mail, List.of(), true, null));
        add(call(OTHERS, "ASKED", mail, List.of(), false, null));
        var yes =
                new AskedCall.Answer(true, "You", Instant.now().minusSeconds(40).toString(), "Bo asked for it");
        add(call(DONE, "GRANTED", mail, List.of(), true, yes));
    }

    void add(AskedCall call) {
        calls.put(call.id(), call);
    }

    void answersWith(Outcome outcome, String advice) {
        says = new Said(outcome, advice);
    }

    void agreesWith(Outcome outcome, String advice) {
        agrees = new Said(outcome, advice);
    }

    void failsWith(RuntimeException failure) {
        fails = failure;
    }

    public List<String> answers() {
        return List.copyOf(answers);
    }

    static AskedCall call(
            String id,
            String status,
            Map<String, String> arguments,
            List<String> acr,
            boolean mine,
            AskedCall.@Nullable Answer answer) {
        return new AskedCall(
                id,
                status,
                "agt_01jdm0000000000000000000aa",
                "researcher",
                "wants to call Send mail of assistance for Ada Abel.",
                "2 calls were allowed in this session before, among them of tools labelled private, untrusted.",
                "The session has read what strangers wrote, and nothing in the task asks for this mail.",
                "find out what others say about us",
                mine,
                acr,
                arguments,
                "call tool/email.send",
                "dec_01jdm0000000000000000000ab",
                Instant.now().minusSeconds(75).toString(),
                Instant.now().plusSeconds(825).toString(),
                answer,
                id.equals(LIKE) ? like() : null);
    }

    private static LikeCalls like() {
        return new LikeCalls(
                "del_01jdm0000000000000000000ad",
                "email.send",
                "“Send mail” (email.send)",
                List.of(
                        new LikeCalls.Limit("to", "ONE_OF", List.of("bo@partner.example")),
                        new LikeCalls.Limit("subject", "ONE_OF", List.of("What others say about us")),
                        new LikeCalls.Limit("copies", "BETWEEN", List.of("2", "2"))),
                List.of("session-nothing-unasked-after-strangers"),
                "shipped",
                List.of("body", "copies", "subject", "to"));
    }

    @Override
    public Waiting waiting(@Nullable String after) {
        if (fails != null) throw fails;
        return new Waiting(
                calls.values().stream()
                        .filter(call -> call.mine() && call.status().equals("ASKED"))
                        .toList(),
                null);
    }

    @Override
    public Optional<AskedCall> find(String id) {
        if (fails != null) throw fails;
        return Optional.ofNullable(calls.get(id));
    }

    @Override
    public Said agree(AskedCall call, List<LikeCalls.Limit> limits, @Nullable Instant until) {
        answers.add(call.id() + " agreed to "
                + limits.stream().map(LikeCalls.Limit::argument).toList()
                + (until == null ? " for the task" : " for a time"));
        return agrees;
    }

    @Override
    public Said askAgain(AskedCall call) {
        answers.add(call.id() + " asked again");
        return agrees;
    }

    @Override
    public Said answer(String id, boolean yes, String reason) {
        answers.add(id + " " + (yes ? "yes" : "no") + " " + reason);
        return says;
    }
}
