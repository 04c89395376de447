/**
 * Benchmarks, beside the tests and never part of them: a build does not depend on a time. {@link
 * org.latentfx.benchmark.WindowBenchmark} drives the real window; {@code mvn -Pbench-window} starts it. Those under JMH
 * have a {@code main} that prints one line per case. After {@code mvn test-compile}, with the test class path in
 * {@code $CP} (from {@code mvn dependency:build-classpath -Dmdep.includeScope=test} and the two folders of classes):
 * {@code java --add-modules jdk.incubator.vector -cp $CP org.latentfx.benchmark.ProductBenchmark}.
 */
package org.latentfx.benchmark;
