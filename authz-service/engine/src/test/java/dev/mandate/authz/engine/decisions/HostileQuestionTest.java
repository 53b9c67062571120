package dev.mandate.authz.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.cost.CpuTime;
import dev.mandate.authz.engine.cost.Texts;
import dev.mandate.authz.engine.decisions.questions.Question;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever asks chooses texts and names; which ones changes nothing about what it costs to decide. */
class HostileQuestionTest {
    private static final int MANY = 4096;
    private static final int TIMES = 25;

    private final DecisionWorld world = new DecisionWorld();

    static Stream<Named<Function<List<String>, Question>>> questions() {
        return Stream.of(
                Named.of("elements of an argument", texts -> question(Map.of("to", texts), Map.of())),
                Named.of("names of arguments", texts -> question(named(texts), Map.of())),
                Named.of("names of objects in arguments", texts -> question(Map.of("headers", named(texts)), Map.of())),
                Named.of("names of claims", texts -> question(Map.of(), named(texts))),
                Named.of(
                        "names of claims about the resource",
                        texts -> question(Map.of(), Map.of("resource", named(texts)))));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void texts_of_one_hash_cost_what_others_do(Function<List<String>, Question> question) {
        var pipeline = world.pipeline(world.directory, world.sessions);
        var ordinary = question.apply(Texts.ordinary(MANY));
        var colliding = question.apply(Texts.colliding(MANY));
        assertThat(CpuTime.nanosOf(() -> pipeline.decide(colliding)))
                .isLessThan(TIMES * CpuTime.nanosOf(() -> pipeline.decide(ordinary)));
    }

    private static Map<String, Object> named(List<String> names) {
        return names.stream().collect(Collectors.toMap(name -> name, name -> 1));
    }

    private static Question question(Map<String, Object> arguments, Map<String, Object> asserted) {
        return new Question(
                "person",
                DecisionWorld.id("ada").value(),
                Question.Action.of("call"),
                "tool",
                "email.send",
                arguments,
                asserted,
                null,
                null,
                Question.Proof.NONE,
                "test",
                null,
                null);
    }
}
