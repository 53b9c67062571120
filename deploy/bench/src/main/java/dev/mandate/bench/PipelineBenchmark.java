package dev.mandate.bench;

import dev.mandate.authz.engine.decisions.DecisionPipeline;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All guards, by the shipped policies; without HTTP, token and record. Whoever asks is drawn at random. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init")
public class PipelineBenchmark {
    @Param({"1000", "1000000"})
    int identities;

    private PipelineWorld world;
    private DecisionPipeline pipeline;

    @Setup
    public void prepare() {
        world = new PipelineWorld(identities);
        pipeline = world.pipeline();
        requireAllowed(twoDelegators());
        requireAllowed(person());
    }

    @Benchmark
    public Verdict twoDelegators() {
        return pipeline.decide(world.delegated());
    }

    @Benchmark
    public Verdict person() {
        return pipeline.decide(world.direct());
    }

    private static void requireAllowed(Verdict verdict) {
        if (!verdict.allowed()) throw new IllegalStateException("what is measured must be an allow: " + verdict);
    }
}
