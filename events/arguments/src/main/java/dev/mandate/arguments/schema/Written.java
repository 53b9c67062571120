package dev.mandate.arguments.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The value of a keyword as written, and where. */
record Written(@Nullable Object value, String pointer) {
    Map<?, ?> object() {
        if (value instanceof Map<?, ?> object) return object;
        throw must("be an object");
    }

    List<?> list() {
        if (value instanceof List<?> list) return list;
        throw must("be a list");
    }

    String text() {
        if (value instanceof String text) return text;
        throw must("be a string");
    }

    boolean flag() {
        if (value instanceof Boolean flag) return flag;
        throw must("be true or false");
    }

    BigDecimal number() {
        var number = JsonValues.number(value);
        if (number == null) throw must("be a number");
        if (number.precision() > 400 || Math.abs((long) number.scale()) > 400) throw must("be a number below 1e400");
        return number;
    }

    long count() {
        var number = JsonValues.number(value);
        if (number == null || !JsonValues.isInteger(value) || number.signum() < 0)
            throw must("be a whole number, and not negative");
        return number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0
                ? Integer.MAX_VALUE
                : number.longValueExact();
    }

    List<String> texts() {
        var texts = new ArrayList<String>();
        var list = list();
        for (var at = 0; at < list.size(); at++) texts.add(element(at).text());
        return List.copyOf(texts);
    }

    Written element(int at) {
        return new Written(list().get(at), pointer + "/" + at);
    }

    Written member(String name) {
        return new Written(
                object().get(name), pointer + "/" + name.replace("~", "~0").replace("/", "~1"));
    }

    UnenforceableException must(String be) {
        return new UnenforceableException(pointer, "must " + be);
    }
}
