/** Who acts on the running system: people and agents, an agent platform, a gateway that asks, the security team. */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.actors;
