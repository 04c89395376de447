/** What a run looks like from within: figures of the model shown that are measured while somebody looks. */
@NullMarked
package org.latentfx.session.debug;

import org.jspecify.annotations.NullMarked;
