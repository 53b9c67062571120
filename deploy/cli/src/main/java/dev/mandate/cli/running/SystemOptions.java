package dev.mandate.cli.running;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that touches the system takes. */
public final class SystemOptions {
    private static final String VARIABLE = "MANDATE_PORT_BASE";

    @Option(
            names = "--port-base",
            description =
                    "Ports: services at base+1 to +4, gateway +5, console +6, their management 1000 above, Kafka +12, PostgreSQL +13"
                            + " (default: where the system of this checkout runs, else $" + VARIABLE + ", else 8080)")
    private @Nullable Integer portBase;

    public MandateSystem system() {
        var layout = Layout.ofThisCheckout();
        if (portBase != null) return new MandateSystem(layout, new Ports(portBase));
        var variable = System.getenv(VARIABLE);
        var otherwise = variable == null ? Ports.DEFAULT_BASE : Integer.parseInt(variable);
        return new MandateSystem(layout, Ports.lastUsedIn(layout).orElse(new Ports(otherwise)));
    }
}
