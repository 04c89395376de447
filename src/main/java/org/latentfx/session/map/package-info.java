/** What is computed for the map: encodings, fields over the plane, layouts. */
@NullMarked
package org.latentfx.session.map;

import org.jspecify.annotations.NullMarked;
