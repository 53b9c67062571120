package dev.mandate.bench.sequences;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@code sequences.yml} in Flink CEP.
 *
 * <p>A match of ours is, for each event that can end it, the latest chain before it. Flink has no skip strategy that chooses so;
 * what says the same is a step that ends when a newer one of its kind comes ({@code notFollowedBy}), and that each later end
 * completes anew ({@code followedByAny}). {@code within} leaves its end out and our timespans don't: hence the millisecond.
 */
final class FlinkPatterns {
    static final String SENT = "2a7f6f0e-63c1-4d0b-9f5c-1b8f5a3d0001";
    static final String PAID = "2a7f6f0e-63c1-4d0b-9f5c-1b8f5a3d0002";
    static final String GRANTED = "2a7f6f0e-63c1-4d0b-9f5c-1b8f5a3d0003";

    private static final String FIRST = "first";
    private static final String LAST = "last";

    private FlinkPatterns() {}

    /** Event times, and watermarks as late as calls are told. */
    static WatermarkStrategy<Step> inTime() {
        return WatermarkStrategy.<Step>forBoundedOutOfOrderness(Duration.ofMillis(CallStream.LATENESS_MILLIS))
                .withTimestampAssigner((step, written) -> step.at);
    }

    /** @param steps {@link #inTime} */
    static DataStream<String> matches(DataStream<Step> steps) {
        return matches(steps, SENT, step -> step.session, sent(), Step.READS | Step.SENDS)
                .union(
                        matches(steps, PAID, step -> step.session, paid(), Step.BROWSES | Step.READS | Step.PAYS),
                        matches(
                                steps,
                                GRANTED,
                                step -> step.agent,
                                granted(),
                                Step.ROTATES | Step.GRANTS | Step.APPROVES));
    }

    private static Pattern<Step, ?> sent() {
        return begin(Step.READS)
                .notFollowedBy("newer")
                .where(does(Step.READS))
                .followedByAny(LAST)
                .where(does(Step.SENDS))
                .within(upTo(Duration.ofMinutes(1)));
    }

    private static Pattern<Step, ?> paid() {
        return begin(Step.BROWSES)
                .notFollowedBy("newer first")
                .where(does(Step.BROWSES))
                .followedByAny("second")
                .where(does(Step.READS))
                .notFollowedBy("newer second")
                .where(does(Step.READS))
                .followedByAny(LAST)
                .where(does(Step.PAYS))
                .within(upTo(Duration.ofMinutes(2)));
    }

    private static Pattern<Step, ?> granted() {
        return begin(Step.ROTATES)
                .notFollowedBy("newer or cancelled")
                .where(does(Step.ROTATES | Step.APPROVES))
                .followedByAny(LAST)
                .where(does(Step.GRANTS))
                .within(upTo(Duration.ofMinutes(1)));
    }

    private static Pattern<Step, Step> begin(int detection) {
        return Pattern.<Step>begin(FIRST, AfterMatchSkipStrategy.noSkip()).where(does(detection));
    }

    private static Duration upTo(Duration timespan) {
        return timespan.plusMillis(1);
    }

    private static SimpleCondition<Step> does(int detections) {
        return SimpleCondition.of(step -> step.is(detections));
    }

    private static DataStream<String> matches(
            DataStream<Step> steps,
            String rule,
            KeySelector<Step, String> group,
            Pattern<Step, ?> pattern,
            int concerned) {
        var keyed = steps.filter(step -> step.is(concerned)).keyBy(group);
        return CEP.pattern(keyed, pattern).process(new Tell(rule, group));
    }

    private static final class Tell extends PatternProcessFunction<Step, String> {
        private final String rule;
        private final KeySelector<Step, String> group;

        Tell(String rule, KeySelector<Step, String> group) {
            this.rule = rule;
            this.group = group;
        }

        @Override
        public void processMatch(Map<String, List<Step>> match, Context context, Collector<String> out)
                throws Exception {
            var first = only(match.get(FIRST));
            var last = only(match.get(LAST));
            out.collect(new Matched(rule, group.getKey(last), first.id, last.id).text());
        }

        private static Step only(@Nullable List<Step> matched) {
            return Objects.requireNonNull(matched, "each step has an event").get(0);
        }
    }
}
