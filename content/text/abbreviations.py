"""Abbreviations after whose full stop a sentence goes on.

After the sentence suppressions of CLDR for these languages, less what is a word as well ("in.", "go.") or as often ends
a sentence ("etc."); in lower case, without the last stop.
"""

_ENGLISH = """
u.s u.s.a u.k u.n p.o ph.d a.d d.c n.y
mr mrs ms messrs dr prof rev hon st sr jr gen col capt cmdr maj lt sgt cpl pvt adm gov sen rep pres supt mt ft ave blvd
e.g i.e eg ie cf viz vs v al ca c approx est fig figs vol vols no nos pp p ch chap sec art eq ed eds op cit ibid
trans jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat inc ltd co corp dept univ
"""
_GERMAN = """
z.b z b d.h d h u.a u.ä o.ä v.a i.d.r s.o s.u z.t bzw vgl ca ggf evtl nr bd abb abs aufl hrsg hg jh jhd st str tel sog
hl fr frl hr ing dipl nov dez okt mrz bes bspw zz zzt inkl exkl allg geb gest verh
"""
_ROMANCE = """
m mm mme mlle mgr cf p.ex env av apr art chap éd vol fig sr sra srta d dña ud uds vd vds dr dra prof profa pág págs
p.ej núm sig sigs sig.ra sig.na dott dott.ssa avv ing geom on pag cap ecc.mo v.le exmo exma
"""
_OTHER = """
т.е т.н т.к т.д т.п и.о г гг в вв стр см рис табл им ул просп проф акад н.э др св
π.χ κ.ά κ.λπ δηλ σελ βλ αρ κ κα
t.c vb vs yy dr doç prof av bkz s örn
bijv o.a m.a.w d.w.z dhr mevr mw ir drs
t.ex bl.a d.v.s m.m s.k f.d f.k
tzv např tj mj
"""
ABBREVIATIONS = frozenset((_ENGLISH + _GERMAN + _ROMANCE + _OTHER).split()) - {
    "b",
    "h",
    "mar",
    "sat",
    "on",
    "др",
    "no",
    "art",
}
"""Words before a full stop that ends no sentence."""
