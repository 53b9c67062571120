package dev.mandate.cli.story;

import dev.mandate.cli.hr.HrFeed;
import dev.mandate.cli.hr.Workforce;
import java.time.Duration;
import java.time.Instant;

/** Chapter 2: upstream HR publishes a year, and everyone in it becomes an identity. */
final class YearOfHr {
    private static final long SEED = 20_260_101;
    private static final int WORKERS = 1000;

    private YearOfHr() {}

    static void isFollowed(Stage stage) {
        var start = Instant.now().minus(Duration.ofDays(400));
        var file = stage.system.layout().report("hr-year.jsonl");
        HrFeed.write(Workforce.year(stage.run, SEED, WORKERS, start), file);
        var began = System.nanoTime();
        var published = HrFeed.publish(file, stage.hr.producer());
        var last = stage.employee(WORKERS - 1);
        var seen = stage.await.until(() -> stage.cast.identityOf(last), found -> found.has("identity"));
        stage.expect("everyone of the feed has an identity", true, seen.has("identity"));
        stage.cast.appointApprovers(stage.employee(1), stage.employee(2));
        System.out.printf(
                "%n%,d HR events of %,d workers published and followed in %.1f s%n",
                published, WORKERS, (System.nanoTime() - began) / 1e9);
        stage.print("2. A year of HR events, late and twice among them");
    }
}
