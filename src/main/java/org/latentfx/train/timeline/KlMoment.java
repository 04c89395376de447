package org.latentfx.train.timeline;

/**
 * What each latent cost at one moment of a run. Immutable by convention; any thread.
 *
 * @param step steps done by then
 * @param nats KL of each latent as the run measured it last by then, averaged over images; empty: not yet
 */
public record KlMoment(long step, double[] nats) {}
