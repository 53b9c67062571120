package dev.mandate.authz.engine.entities;

import dev.mandate.authz.engine.cedar.IpValue;
import dev.mandate.authz.engine.cedar.SetValue;
import dev.mandate.authz.engine.cedar.StringValue;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.events.network.IpAddress;
import java.util.Collection;

/** Java values as Cedar's. */
public final class CedarValues {
    private CedarValues() {}

    public static Value text(String text) {
        return new StringValue(text);
    }

    public static IpValue address(IpAddress address) {
        return new IpValue(address.v6(), address.high(), address.low(), address.width());
    }

    public static Value texts(Collection<String> texts) {
        return SetValue.of(texts.stream().map(StringValue::new).toList());
    }
}
