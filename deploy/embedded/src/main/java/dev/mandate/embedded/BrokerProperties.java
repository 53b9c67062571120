package dev.mandate.embedded;

import static dev.mandate.embedded.Credentials.ADMIN;
import static dev.mandate.embedded.Credentials.CONTROLLER;

import java.util.Properties;

/**
 * The configuration of the one node that is both broker and controller.
 *
 * <p>Clients sign in by SCRAM. The controller listener can't (its users are in the metadata it serves), so it takes one
 * PLAIN user whom only this process knows: without it any local process could give itself rights there.
 */
final class BrokerProperties {
    /** Of a cluster of several nodes, which must have the same; read when the directory is formatted, and by no broker. */
    static final String CLUSTER = "mandate.cluster-id";

    private BrokerProperties() {}

    /** @param bindAddress loopback, or every address inside a container whose port is published on loopback only */
    static Properties of(
            String logDirectory, String bindAddress, int port, int controllerPort, Credentials credentials) {
        var p = new Properties();
        p.put("node.id", "1");
        p.put("process.roles", "broker,controller");
        p.put("log.dirs", logDirectory);
        p.put("controller.quorum.voters", "1@" + Loopback.ADDRESS + ":" + controllerPort);
        listeners(p, bindAddress, port, controllerPort);
        signIn(p, credentials);
        rights(p);
        oneNode(p);
        smallMemory(p);
        return p;
    }

    private static void listeners(Properties p, String bindAddress, int port, int controllerPort) {
        p.put(
                "listeners",
                "CLIENT://" + bindAddress + ":" + port + ",CONTROLLER://" + Loopback.ADDRESS + ":" + controllerPort);
        p.put("advertised.listeners", "CLIENT://" + Loopback.ADDRESS + ":" + port);
        p.put("listener.security.protocol.map", "CLIENT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT");
        p.put("inter.broker.listener.name", "CLIENT");
        p.put("controller.listener.names", "CONTROLLER");
    }

    private static void signIn(Properties p, Credentials credentials) {
        p.put("sasl.enabled.mechanisms", Sasl.MECHANISM);
        p.put("sasl.mechanism.inter.broker.protocol", Sasl.MECHANISM);
        p.put("listener.name.client.scram-sha-512.sasl.jaas.config", Sasl.scram(ADMIN, credentials.password(ADMIN)));
        p.put("listener.name.controller.sasl.enabled.mechanisms", "PLAIN");
        p.put("sasl.mechanism.controller.protocol", "PLAIN");
        p.put(
                "listener.name.controller.plain.sasl.jaas.config",
                Sasl.plainForOne(CONTROLLER, credentials.password(CONTROLLER)));
    }

    private static void rights(Properties p) {
        p.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        p.put("allow.everyone.if.no.acl.found", "false");
        p.put("super.users", "User:" + ADMIN + ";User:" + CONTROLLER);
        p.put("auto.create.topics.enable", "false");
    }

    private static void oneNode(Properties p) {
        for (var topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            p.put(topic + ".replication.factor", "1");
            p.put(topic + ".num.partitions", "4");
        }
        p.put("transaction.state.log.min.isr", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        p.put("default.replication.factor", "1");
        p.put("min.insync.replicas", "1");
        p.put("group.initial.rebalance.delay.ms", "0");
        // A restart waits for the session of the previous run to end: 12 s with the defaults, 4 s with these.
        p.put("broker.session.timeout.ms", "2000");
        p.put("broker.heartbeat.interval.ms", "500");
        // A replica that is killed leaves a transaction, which hides from readers what comes behind it until this
        // looks: 10 s otherwise.
        p.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        // The one node needs no word twice a second that it is there.
        p.put("metadata.max.idle.interval.ms", "5000");
    }

    private static void smallMemory(Properties p) {
        p.put("num.network.threads", "2");
        p.put("num.io.threads", "4");
        p.put("background.threads", "4");
        p.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
        p.put("log.index.size.max.bytes", Integer.toString(1 << 20));
    }
}
