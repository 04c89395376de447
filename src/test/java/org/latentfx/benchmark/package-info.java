/**
 * Benchmarks under JMH, beside the tests and never part of them: a build does not depend on a time. Each class has a
 * {@code main} that prints one line per case. After {@code mvn test-compile}, with the test class path in {@code $CP}
 * (from {@code mvn dependency:build-classpath -Dmdep.includeScope=test} and the two folders of classes):
 * {@code java --add-modules jdk.incubator.vector -cp $CP org.latentfx.benchmark.ProductBenchmark}.
 */
package org.latentfx.benchmark;
