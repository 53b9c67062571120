package dev.mandate.bench.sequences;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Flink CEP without a broker. */
final class FlinkRun {
    private FlinkRun() {}

    static Set<Matched> matches(List<Call> calls) throws Exception {
        var steps = new java.util.ArrayList<Step>();
        for (var call : calls) steps.add(Step.of(CallFeed.action(call)));
        try (var environment = StreamExecutionEnvironment.createLocalEnvironment(1)) {
            var inTime = WatermarkStrategy.<Step>forBoundedOutOfOrderness(Duration.ofMillis(CallStream.LATENESS_MILLIS))
                    .withTimestampAssigner((step, written) -> step.at);
            var matches = new HashSet<Matched>();
            FlinkPatterns.matches(environment
                            .fromData(TypeInformation.of(Step.class), steps.toArray(Step[]::new))
                            .assignTimestampsAndWatermarks(inTime))
                    .executeAndCollect()
                    .forEachRemaining(text -> matches.add(Matched.of(text)));
            return matches;
        }
    }
}
