package dev.mandate.embedded;

import dev.mandate.provisioning.ServiceDatabase;
import java.util.Map;

/** A platform is where it listens and the passwords it takes; who started it doesn't matter. */
record RunningPlatform(String bootstrapServers, int databasePort, Credentials credentials) implements Platform {
    @Override
    public Map<String, Object> kafkaClientConfig(String account) {
        return Sasl.client(bootstrapServers, account, credentials.password(account));
    }

    @Override
    public String jdbcUrl() {
        return "jdbc:" + reactiveUrl();
    }

    @Override
    public String reactiveUrl() {
        return "postgresql://" + Loopback.ADDRESS + ":" + databasePort + "/" + ServiceDatabase.NAME;
    }

    @Override
    public String password(String name) {
        return credentials.password(name);
    }

    @Override
    public BrokerAdmin admin() {
        return BrokerAdmin.connect(bootstrapServers, credentials);
    }
}
