/** For agentgateway, which asks about requests and shows what servers answered. */
@org.jspecify.annotations.NullMarked
package dev.mandate.gateway.extmcp;
