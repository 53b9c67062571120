package dev.mandate.cli.running;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What every command that touches the system takes. */
public final class SystemOptions {
    private static final String VARIABLE = "MANDATE_PORT_BASE";

    @Option(
            names = "--port-base",
            scope = ScopeType.INHERIT, // such as `mcp tools --port-base`, for one who writes it at the end
            description =
                    "Ports: services at base+1 to +4, gateway +5, console +6, their management 1000 above, Kafka +12,"
                            + " PostgreSQL +13 (default: where the system of this checkout runs, else $" + VARIABLE
                            + ", else where it ran last, else 8080)")
    private @Nullable Integer portBase;

    /** @throws IllegalArgumentException if nobody says at which ports it runs, or by no number */
    public MandateSystem system() {
        var layout = Layout.ofThisCheckout();
        if (portBase != null) return new MandateSystem(layout, new Ports(portBase));
        var noted = Ports.lastUsedIn(layout);
        if (noted.isEmpty() && layout.isStarted())
            throw new IllegalArgumentException(
                    "%s doesn't say at which ports the system runs; say it by --port-base (%d if none was named when it was started)"
                            .formatted(layout.portBase(), Ports.DEFAULT_BASE));
        return new MandateSystem(layout, noted.orElseGet(() -> chosen(System.getenv(VARIABLE), layout)));
    }

    /** Of a system that is down. */
    static Ports chosen(@Nullable String base, Layout layout) {
        if (base == null) return Ports.formerlyUsedIn(layout).orElseGet(() -> new Ports(Ports.DEFAULT_BASE));
        if (!base.matches("\\d{1,5}"))
            throw new IllegalArgumentException(
                    "$" + VARIABLE + " is no number of a port: set it to one, such as 18080, or unset it");
        return new Ports(Integer.parseInt(base));
    }
}
