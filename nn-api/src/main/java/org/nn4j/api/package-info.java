/**
 * The contracts between nn4j and its parts: {@link org.nn4j.api.Matrix}, {@link
 * org.nn4j.api.Component} and one interface for each kind of plug-in.
 *
 * <p>A plug-in needs this module alone. The equations (E1) to (E4) cited here are those of batched
 * back-propagation, with samples as rows:
 *
 * <pre>
 * Δ(L)   = ∇_A L(Y, Ŷ) ⊙ σ'(Z(L))        (E1)  last delta
 * ∇W(l)  = A(l-1)ᵀ·Δ(l)                  (E2)  weight gradient
 * ∇b(l)  = Σ_rows Δ(l)                   (E3)  bias gradient
 * Δ(l-1) = Δ(l)·W(l)ᵀ ⊙ σ'(Z(l-1))       (E4)  delta recursion
 * </pre>
 */
@NullMarked
package org.nn4j.api;

import org.jspecify.annotations.NullMarked;
