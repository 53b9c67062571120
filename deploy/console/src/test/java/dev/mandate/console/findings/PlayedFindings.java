package dev.mandate.console.findings;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two findings, and what was done about them. */
@Alternative
@Priority(1)
@ApplicationScoped
public class PlayedFindings implements Findings {
    static final String SENT = "fnd_01jdm0000000000000000000aa";
    static final String QUIET = "fnd_01jdm0000000000000000000ab";

    private final List<String> done = new ArrayList<>();
    private boolean allowed = true;
    private Optional<String> against = Optional.empty();

    public void begin() {
        done.clear();
        allowed = true;
        against = Optional.empty();
    }

    void allows(boolean allowed) {
        this.allowed = allowed;
    }

    void refusesWith(String advice) {
        against = Optional.of(advice);
    }

    List<String> done() {
        return List.copyOf(done);
    }

    private static Finding finding(String id, Status status) {
        var time = Instant.now().minusSeconds(600).toString();
        return new Finding(
                id,
                "Private data sent out",
                "A session read private data and sent something outside.",
                "high",
                Optional.of(status),
                status == Status.NEW,
                "researcher called crm.read, then researcher called email.send towards <outside.example>",
                time,
                time,
                3,
                "Look at the session; revoke its delegation.",
                List.of("AML.T0086"),
                "data-exfiltration",
                "del_01jdm00000000000000000000a",
                List.of(
                        new Involved("“researcher”, an agent of “Grace Hopper”", "agt_01jdm0000000000000000000ac"),
                        new Involved("“Ada Lovelace” answers for what was done", "per_01jdm0000000000000000000ad")),
                status == Status.SUPPRESSED ? "Last by “Bo”: “known”" : "",
                List.of(
                        new Evidence("researcher called crm.read", time, List.of("What the tool does: private")),
                        new Evidence(
                                "researcher called email.send",
                                "",
                                List.of(
                                        "Towards outside.example",
                                        "“eve@outside.example”: a text that strangers can write named it first, and"
                                                + " nothing else speaks for it: it counts as a stranger."))));
    }

    @Override
    public Listed list(Filter filter, String after) {
        done.add("list " + filter.status().map(Status::words).orElse("all") + " " + filter.session() + after);
        if (!allowed) return new Listed(List.of(), false, "");
        var all = List.of(finding(SENT, Status.NEW), finding(QUIET, Status.SUPPRESSED));
        return new Listed(
                all.stream()
                        .filter(one ->
                                filter.status().isEmpty() || filter.status().equals(one.status()))
                        .toList(),
                true,
                after.isEmpty() ? "17" : "");
    }

    @Override
    public Optional<Finding> find(String id) {
        if (!allowed) return Optional.empty();
        if (id.equals(SENT)) return Optional.of(finding(SENT, Status.NEW));
        return id.equals(QUIET) ? Optional.of(finding(QUIET, Status.SUPPRESSED)) : Optional.empty();
    }

    @Override
    public Optional<String> acknowledge(String id) {
        return did("acknowledge " + id);
    }

    @Override
    public Optional<String> suppress(String id, String reason, Instant until) {
        return did("suppress " + id + " " + reason + " "
                + Math.round((until.toEpochMilli() - System.currentTimeMillis()) / 3_600_000.0) + "h");
    }

    @Override
    public Optional<String> lift(String id, String reason) {
        return did("lift " + id + " " + reason);
    }

    @Override
    public Optional<String> resolve(String id, String reason) {
        return did("resolve " + id + " " + reason);
    }

    private Optional<String> did(String what) {
        done.add(what);
        return against;
    }
}
