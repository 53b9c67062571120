package dev.mandate.cli.questions;

import dev.mandate.cli.actors.Findings;
import dev.mandate.cli.client.KafkaAccess;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.risk.FindingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mandate watch findings}: consumes as the security team does, until Ctrl-C. */
@Command(name = "watch", description = "Show findings as they arrive, with the security team's own account.")
final class WatchCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(description = "findings")
    @SuppressWarnings("NullAway.Init")
    private String what;

    @Override
    public Integer call() {
        if (!what.equals("findings")) {
            System.err.println("mandate: only `watch findings` is there");
            return 2;
        }
        var system = options.system();
        if (system.isDown()) {
            System.err.println("mandate: nothing of this checkout runs; start it with deploy/mandate up");
            return 1;
        }
        System.out.println("Waiting for findings; Ctrl-C ends.");
        try (var findings = new Findings(new KafkaAccess(system))) {
            while (!Thread.currentThread().isInterrupted())
                findings.poll(Duration.ofMillis(500)).forEach(WatchCommand::print);
        }
        return 0;
    }

    private static void print(FindingEvent finding) {
        System.out.printf(
                "%s  %-8s %s  %s%n",
                Instant.ofEpochMilli(finding.time()),
                severity(finding.severityId()),
                finding.findingInfo().uid(),
                PlainText.shown(finding.message()));
        var session = finding.unmapped().session();
        var person = finding.unmapped().person();
        if (session != null)
            System.out.printf(
                    "    session %s, answered for by %s%n",
                    PlainText.shown(session.toString()), person == null ? "nobody who is known" : person);
        finding.evidences().forEach(evidence -> System.out.println("    " + PlainText.shown(evidence.name())));
    }

    private static String severity(int id) {
        return switch (id) {
            case 5 -> "critical";
            case 4 -> "high";
            case 3 -> "medium";
            case 2 -> "low";
            default -> "info";
        };
    }
}
