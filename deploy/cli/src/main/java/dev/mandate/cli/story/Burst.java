package dev.mandate.cli.story;

import static dev.mandate.cli.story.Stage.MODEL;

import dev.mandate.cli.actors.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/** Chapter 11: many leave within seconds, and it is measured when the last allow about each was received. */
final class Burst {
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final int LEAVERS = 200;
    private static final int A_SECOND = 50;
    private static final String TOOL = "web.browse";

    private Burst() {}

    static void ofLeaversIsDenied(Stage stage) {
        var runners = new ArrayList<LeaverRace.Runner>();
        for (int i = 0; i < LEAVERS; i++) {
            var employee = stage.employee(400 + i);
            var person = stage.cast.person(employee);
            runners.add(new LeaverRace.Runner(employee, person, stage.cast.agent("burst-" + stage.run + i, employee)));
        }
        var last = runners.get(LEAVERS - 1);
        stage.await.until(() -> call(stage, last), Verdict::allowed);
        var race = new LeaverRace(stage.questions, stage.cast.admin(), stage.hr, MODEL, TOOL);
        race.warmUp(runners, WARM_UP);
        var result = race.run(runners, A_SECOND);
        stage.expect(LEAVERS + " leavers and their agents are all denied in the end", 0, result.neverDenied());
        stage.expect("batches of questions without an answer", 0, result.failed());
        System.out.printf(
                "%nFrom HR's event to the last allow received, %d leavers at %d a second: p50 %d ms, p99 %d ms, max %d ms%n"
                        + "(an allow was received about %d of them; %,d questions in %,d batches, %,d batches late or left out)%n",
                LEAVERS,
                A_SECOND,
                result.percentile(0.5),
                result.percentile(0.99),
                result.max(),
                result.millis().length,
                result.questions(),
                result.batches(),
                result.late());
        stage.print("11. Two hundred leave");
    }

    private static Verdict call(Stage stage, LeaverRace.Runner runner) {
        try {
            return stage.questions
                    .ask(stage.cast.admin(), "agent", runner.agent(), "call", "tool", TOOL)
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("no answer from authz-service", e);
        }
    }
}
