/** LangChain4j behind a {@link dev.mandate.authz.client.Guard}. */
@org.jspecify.annotations.NullMarked
package dev.mandate.authz.langchain4j;
