/** What servers ask of people and models at clients: read, bounded, named as whose words they are, and what is answered read likewise. */
@org.jspecify.annotations.NullMarked
package dev.mandate.gateway.asking;
