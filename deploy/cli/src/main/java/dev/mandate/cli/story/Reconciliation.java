package dev.mandate.cli.story;

import dev.mandate.cli.running.Service;
import java.util.List;
import java.util.Map;

/** Chapter 12: every decision that any client received is in the trail. */
final class Reconciliation {
    private static final int AT_A_TIME = 1000;

    private Reconciliation() {}

    static void ofEveryDecision(Stage stage) {
        var received = stage.questions.received();
        var ids = received.stream().filter(id -> !id.isEmpty()).distinct().toList();
        var missing = stage.await.until(() -> missing(stage, ids), found -> found == 0);
        stage.expect("decisions that clients received and the trail lacks, of " + ids.size(), 0, missing);
        stage.expect(
                "answers without an id",
                0L,
                received.stream().filter(String::isEmpty).count());
        stage.print("12. Every decision is on the record");
    }

    private static int missing(Stage stage, List<String> ids) {
        var missing = 0;
        for (int from = 0; from < ids.size(); from += AT_A_TIME) {
            var part = ids.subList(from, Math.min(ids.size(), from + AT_A_TIME));
            missing += stage.api
                    .post(Service.AUDIT, "/decisions/missing", stage.cast.admin(), Map.of("ids", part))
                    .orRefuse()
                    .path("missing")
                    .size();
        }
        return missing;
    }
}
