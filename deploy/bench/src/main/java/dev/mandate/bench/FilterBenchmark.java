package dev.mandate.bench;

import dev.mandate.authz.engine.decisions.DecisionPipeline;
import dev.mandate.authz.engine.decisions.answers.Sifting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Which of an application's bills a person may see: as a condition, and 200 of them one by one; without HTTP, token and record. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init")
public class FilterBenchmark {
    private static final int BILLS = 200;

    /** Of the application, about one department each but for those that are about all. */
    @Param({"2", "200"})
    int policies;

    private PipelineWorld world;
    private DecisionPipeline pipeline;
    private List<Map<String, Object>> bills;

    @Setup
    public void prepare() {
        world = new PipelineWorld(1_000);
        pipeline = world.pipeline(world.withBills(policies));
        var random = new Random(4711);
        bills = new ArrayList<>();
        for (var i = 0; i < BILLS; i++)
            bills.add(Map.of("amount", random.nextInt(5_000_000), "department", "Department " + random.nextInt(40)));
        var filter = filter().verdict();
        if (filter == null
                || !filter.allowed()
                || filter.filter() == null
                || filter.filter().isAlways())
            throw new IllegalStateException("what is measured must be a condition: " + filter);
    }

    @Benchmark
    public Sifting filter() {
        return pipeline.sift(world.aboutBills("*", Map.of()));
    }

    @Benchmark
    public int evaluations200() {
        var allowed = 0;
        for (var bill : bills)
            if (pipeline.decide(world.aboutBills("4711", bill)).allowed()) allowed++;
        return allowed;
    }
}
