package dev.mandate.authz.engine.decisions.answers;

import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.LongValue;
import dev.mandate.authz.engine.cedar.StringValue;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.authz.engine.cedar.filter.Condition;
import dev.mandate.authz.engine.cedar.filter.Condition.All;
import dev.mandate.authz.engine.cedar.filter.Condition.Any;
import dev.mandate.authz.engine.cedar.filter.Condition.Not;
import dev.mandate.authz.engine.cedar.filter.Condition.Of;
import dev.mandate.authz.engine.cedar.filter.Condition.Operator;
import dev.mandate.authz.engine.cedar.filter.Condition.Test;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A condition in JSON, as the API documents it. */
final class FilterJson {
    private FilterJson() {}

    static Map<String, Object> of(Condition condition) {
        if (condition instanceof All all) return Map.of("and", many(all.of()));
        if (condition instanceof Any any) return Map.of("or", many(any.of()));
        if (condition instanceof Not not) return Map.of("not", of(not.of()));
        if (condition instanceof Test test) return of(test);
        throw new IllegalArgumentException("within a condition nothing is constant");
    }

    private static List<Map<String, Object>> many(List<Condition> of) {
        return of.stream().map(FilterJson::of).toList();
    }

    private static Map<String, Object> of(Test test) {
        var json = new LinkedHashMap<String, Object>();
        if (test.of() == Of.ATTRIBUTE) json.put("attribute", test.name());
        if (test.of() == Of.PARENT) json.put("parent", test.name());
        if (test.of() == Of.ID) json.put("resource", "id");
        json.put("is", word(test));
        if (test.other() != null) json.put("other", test.other());
        else if (isOfOne(test)) json.put("value", plain(test.values().get(0)));
        else if (test.operator() != Operator.HAS)
            json.put("values", test.values().stream().map(FilterJson::plain).toList());
        return json;
    }

    private static String word(Test test) {
        if (test.operator() == Operator.IN
                && (test.other() != null || test.values().size() == 1)) return "eq";
        return test.operator().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean isOfOne(Test test) {
        return switch (test.operator()) {
            case LT, LE, GT, GE -> true;
            case IN -> test.values().size() == 1;
            default -> false;
        };
    }

    private static Object plain(Value value) {
        if (value instanceof StringValue text) return text.value();
        if (value instanceof LongValue number) return number.value();
        if (value instanceof BoolValue flag) return flag.value();
        if (value instanceof EntityUid uid) return uid.id();
        throw new IllegalArgumentException("no value of a condition: " + value.typeName());
    }
}
