package dev.mandate.authz.entities;

import dev.mandate.authz.cedar.SetValue;
import dev.mandate.authz.cedar.StringValue;
import dev.mandate.authz.cedar.Value;
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
