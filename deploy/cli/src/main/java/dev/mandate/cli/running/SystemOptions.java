package dev.mandate.cli.running;

import picocli.CommandLine.Option;

/** What every command that touches the system takes. */
public final class SystemOptions {
    @Option(
            names = "--port-base",
            defaultValue = "${env:MANDATE_PORT_BASE:-8080}",
            description =
                    "Ports: services at base+1 to +4, their management 1000 above, Kafka +12, PostgreSQL +13 (default: ${DEFAULT-VALUE})")
    int portBase;

    public MandateSystem system() {
        return new MandateSystem(Layout.ofThisCheckout(), new Ports(portBase));
    }
}
