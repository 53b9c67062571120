package dev.mandate.bench.sequences;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Flink CEP without a broker. */
final class FlinkRun {
    /** Flink copies what a job is given, but not what is static. */
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private FlinkRun() {}

    static Set<Matched> matches(List<Call> calls) throws Exception {
        var steps = new ArrayList<Step>();
        for (var call : calls) steps.add(Step.of(CallFeed.action(call)));
        try (var environment = StreamExecutionEnvironment.createLocalEnvironment(1)) {
            TOLD.clear();
            FlinkPatterns.matches(environment
                            .fromData(TypeInformation.of(Step.class), steps.toArray(Step[]::new))
                            .assignTimestampsAndWatermarks(FlinkPatterns.inTime()))
                    .map(text -> TOLD.add(text))
                    .sinkTo(new DiscardingSink<>());
            environment.execute();
            return TOLD.stream().map(Matched::of).collect(Collectors.toSet());
        }
    }
}
