package dev.mandate.authz.engine.entities;

import dev.mandate.authz.engine.cedar.SetValue;
import dev.mandate.authz.engine.cedar.StringValue;
import dev.mandate.authz.engine.cedar.Value;
import java.util.Collection;

/** Java values as Cedar's. */
public final class CedarValues {
    private CedarValues() {}

    public static Value text(String text) {
        return new StringValue(text);
    }

    public static Value texts(Collection<String> texts) {
        return SetValue.of(texts.stream().map(StringValue::new).toList());
    }
}
