/** What a decision costs over HTTP, against a bare echo of the same body. */
@org.jspecify.annotations.NullMarked
package dev.mandate.bench.http;
