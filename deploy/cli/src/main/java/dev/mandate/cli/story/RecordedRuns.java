package dev.mandate.cli.story;

import dev.mandate.cli.traces.TraceReplay;

/** With {@code --traces}: what recorded agents did, played through the running system. */
final class RecordedRuns {
    private RecordedRuns() {}

    static void areReplayed(Stage stage, TraceReplay traces) {
        System.out.printf("%nRecorded runs of real agents, each as a session of its own%n");
        var report = traces.play(new TraceReplay.Players(
                stage.api,
                stage.cast,
                stage.questions,
                stage.kafka,
                stage.employee(20),
                stage.employee(21),
                stage.run));
        System.out.print(report);
        stage.expect("recorded runs that could not be replayed", 0, report.failed());
        stage.expect("sessions whose calls the trail doesn't tell exactly once", 0, report.untold());
        stage.print("Recorded runs");
    }
}
