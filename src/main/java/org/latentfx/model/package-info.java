/**
 * The variational autoencoder: configuration, encode, reparameterize, decode, likelihoods, the ELBO, frozen encoder and
 * decoder.
 */
@NullMarked
package org.latentfx.model;

import org.jspecify.annotations.NullMarked;
