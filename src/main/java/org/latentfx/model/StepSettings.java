package org.latentfx.model;

/**
 * With what a step is taken, whatever the images.
 *
 * @param seed root seed of the run's streams (ε, binarisation)
 * @param drawn images drawn so far in the whole run: the position in those streams
 * @param binarise whether pixels are drawn as 0/1 with their grey value as probability
 * @param klTerm what is minimised of the KL, in models that have one
 * @param t Adam's step number, from 1
 * @param learningRate Adam's rate
 */
public record StepSettings(long seed, long drawn, boolean binarise, KlTerm klTerm, long t, double learningRate) {}
