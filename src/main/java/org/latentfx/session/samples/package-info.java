/** Pictures drawn from the prior and from the aggregate posterior, kept up to date while somebody looks. */
@NullMarked
package org.latentfx.session.samples;

import org.jspecify.annotations.NullMarked;
