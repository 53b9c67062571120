/** What every process that asks over gRPC has in common. */
@org.jspecify.annotations.NullMarked
package dev.mandate.gateway.grpc;
