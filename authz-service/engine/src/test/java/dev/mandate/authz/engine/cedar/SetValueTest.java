package dev.mandate.authz.engine.cedar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.cost.CpuTime;
import dev.mandate.authz.engine.cost.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SetValueTest {
    private static final int MANY = 4096;

    /** Much less than the thousands that it takes to compare each with each. */
    private static final int TIMES = 25;

    @RepeatedTest(200)
    void few_or_many_sets_and_records_are_what_javas_are() {
        var seed = new Random().nextLong();
        var values = new Values(new Random(seed));
        var some = values.list(40);
        var others = values.random.nextBoolean() ? shuffled(some, values.random) : values.list(40);
        var one = SetValue.of(some).elements();
        var other = SetValue.of(others).elements();
        var javas = new HashSet<>(some);
        var javasOther = new HashSet<>(others);
        var sought = values.any(3);
        assertThat(one).as("seed " + seed).isEqualTo(javas).hasSize(javas.size());
        assertThat(one.hashCode()).isEqualTo(javas.hashCode());
        assertThat(one.contains(sought)).isEqualTo(javas.contains(sought));
        assertThat(one.containsAll(other)).isEqualTo(javas.containsAll(javasOther));
        assertThat(Collections.disjoint(one, other)).isEqualTo(Collections.disjoint(javas, javasOther));
        assertThat(SetValue.of(some).equals(SetValue.of(others))).isEqualTo(javas.equals(javasOther));
        assertThat(ValueOrder.INSTANCE.compare(SetValue.of(some), SetValue.of(others)) == 0)
                .isEqualTo(javas.equals(javasOther));
    }

    @RepeatedTest(200)
    void the_order_is_total_and_zero_for_equals_only() {
        var seed = new Random().nextLong();
        var values = new Values(new Random(seed));
        var a = values.any(3);
        var b = values.any(3);
        var c = values.any(3);
        var order = ValueOrder.INSTANCE;
        assertThat(order.compare(a, b) == 0).as("seed " + seed).isEqualTo(a.equals(b));
        assertThat(Integer.signum(order.compare(a, b))).isEqualTo(-Integer.signum(order.compare(b, a)));
        if (order.compare(a, b) <= 0 && order.compare(b, c) <= 0)
            assertThat(order.compare(a, c)).isLessThanOrEqualTo(0);
    }

    @Test
    void texts_of_one_hash_cost_what_others_do() {
        var ordinary = texts(Texts.ordinary(MANY));
        var colliding = texts(Texts.colliding(MANY));
        assertThat(CpuTime.nanosOf(() -> compared(colliding)))
                .isLessThan(TIMES * CpuTime.nanosOf(() -> compared(ordinary)));
    }

    @Test
    void names_of_one_hash_cost_what_others_do() {
        var ordinary = Texts.ordinary(MANY);
        var colliding = Texts.colliding(MANY);
        assertThat(CpuTime.nanosOf(() -> record(colliding)))
                .isLessThan(TIMES * CpuTime.nanosOf(() -> record(ordinary)));
    }

    private static Set<Value> compared(List<Value> values) {
        var set = SetValue.of(values);
        assertThat(set.equals(SetValue.of(shuffled(values, new Random(1))))).isTrue();
        assertThat(set.elements().containsAll(SetValue.of(values).elements())).isTrue();
        return set.elements();
    }

    private static Value record(List<String> names) {
        var attributes = new HashMap<String, Value>();
        for (var name : names) attributes.put(name, new LongValue(1));
        var record = new RecordValue(attributes);
        for (var name : names) assertThat(record.attributes().get(name)).isNotNull();
        return record;
    }

    private static List<Value> texts(List<String> texts) {
        return texts.stream().<Value>map(StringValue::new).toList();
    }

    private static List<Value> shuffled(List<Value> values, Random random) {
        var shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /** Of all types, from few of each, so that many are equal. */
    private record Values(Random random) {
        List<Value> list(int most) {
            var list = new ArrayList<Value>();
            for (int i = random.nextInt(most); i > 0; i--) list.add(any(2));
            return list;
        }

        Value any(int depth) {
            return switch (random.nextInt(depth > 0 ? 10 : 8)) {
                case 0 -> BoolValue.of(random.nextBoolean());
                case 1 -> new LongValue(random.nextInt(3));
                case 2 -> new StringValue(Texts.colliding(4).get(random.nextInt(4)));
                case 3 -> new EntityUid(random.nextBoolean() ? "A" : "B", "id" + random.nextInt(2));
                case 4 -> new DecimalValue(random.nextInt(3));
                case 5 -> new DatetimeValue(random.nextInt(3));
                case 6 -> new DurationValue(random.nextInt(3));
                case 7 -> new IpValue(random.nextBoolean(), 0, random.nextInt(2), 32);
                case 8 -> SetValue.of(List.of(any(depth - 1), any(depth - 1)));
                default -> new RecordValue(Map.of("a", any(depth - 1), "b", any(depth - 1)));
            };
        }
    }
}
